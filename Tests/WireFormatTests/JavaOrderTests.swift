import Testing

@testable import WireFormat

/// Orders printed by `java.util.HashMap` of Java 17 for names inserted in the order given.
@Suite struct JavaOrderTests {
  static let orders: [(inserted: String, iterated: String)] = [
    (
      """
      c9éX0a,中_0,9aZa1b,1XX1b,bb0
      """,
      """
      bb0,9aZa1b,c9éX0a,1XX1b,中_0
      """
    ),
    (
      """
      中Xb,aé,9,cY中Z,bZYZ,aéYXéé,Xc中9,Z1_b,中_0bb,9ébbY,a0,_
      """,
      """
      中_0bb,中Xb,Z1_b,cY中Z,bZYZ,aéYXéé,Xc中9,9ébbY,aé,9,a0,_
      """
    ),
    (
      """
      b0Xa,Yb09,1,bYaYbé,Yé中,Xa_a10,Yb,Yc中_é,XYaY,X1Za,91中é9b,abY,Z9Z中b
      """,
      """
      Xa_a10,X1Za,Z9Z中b,Yb,XYaY,1,Yc中_é,bYaYbé,abY,b0Xa,Yb09,Yé中,91中é9b
      """
    ),
    (
      """
      bZc中,00Xaa9,X0b,9X0,Zé,c_,119,bXaZ,91cYa,béY中,9中中X90,Zaaé,b中aX,中
      """,
      """
      bXaZ,9中中X90,Zaaé,91cYa,X0b,béY中,bZc中,中,Zé,b中aX,9X0,00Xaa9,119,c_
      """
    ),
    (
      """
      écX,aY0é,1_XZ,_,中X,1é中0cY,éa1_9_,a,é,ZéY1,XZY1,中10,é0中9,a90é,1,中中bXa中,9中XZé,中1,\
      Z,Yé,é_,1中ZX,X9,aZ,0accb
      """,
      """
      中X,1_XZ,XZY1,é_,aZ,Z,a90é,中中bXa中,_,a,1中ZX,X9,0accb,é0中9,é,中10,1é中0cY,éa1_9_,\
      ZéY1,中1,Yé,1,aY0é,écX,9中XZé
      """
    ),
    (
      """
      c_Z,11,Y_a,c_é,Ya0中a_,ZZaX,0b_中中,1ba,0b0,中c9Y0,c,ca9_,YX,éY,_1ZYcc,_aZ中b,1Xb_Z,\
      b,0,中0b1cb,0YZb,9YXaXZ,0ébbX0,1X,b中Z,中Z_1
      """,
      """
      1X,ca9_,中c9Y0,c_é,1Xb_Z,中0b1cb,éY,0b_中中,9YXaXZ,YX,11,b,c,b中Z,0YZb,_1ZYcc,1ba,0,\
      Ya0中a_,中Z_1,Y_a,0ébbX0,_aZ中b,ZZaX,0b0,c_Z
      """
    ),
    (
      """
      01é0Y,a10_Y_,11中9,aa,aX,中_,a9_é,中é中Zé0,é,c中éb,9Xé,Z0acYY,a,Xc1,XZc,901X,0,aXé,\
      éaY中,Z_X0XY,c1c,éXa,0éY01,b0_,Xé,0_1中0_,éY中X,9cZ中中é,Y中Z1,b19a,é中b,0中中Z9é,a01Y,\
      90XYc,Yéé0b,0c0Z中X,ac中0中é,Z9_01,09,bZ中a,b1_91a,ac_,X,0c9éb,Z0,_b_bb,X_Yé,9_écY,\
      0Y99_中
      """,
      """
      b1_91a,901X,Xc1,09,9Xé,01é0Y,b0_,c中éb,Xé,Z0,aX,0Y99_中,aa,XZc,0_1中0_,9_écY,0c9éb,\
      Z9_01,éY中X,0,éXa,90XYc,aXé,b19a,bZ中a,Z0acYY,Y中Z1,a10_Y_,0中中Z9é,a9_é,0éY01,\
      0c0Z中X,X,中_,a01Y,X_Yé,a,éaY中,é,Z_X0XY,11中9,ac中0中é,é中b,c1c,_b_bb,9cZ中中é,中é中Zé0,\
      Yéé0b,ac_
      """
    ),
    (
      """
      中ZX9c,Za,YX1,_éX_,1caccX,c1_Y,Y1,X11caa,ZYbZ中,中9b1中,b,Y1X_0,Xbcéa,9中9a,_cZ_X,\
      YZ9,éb0a,0,1,Yé中_cc,Y,X,1Y1é,Yc1a,9,Y9c,bY,Yé_b,中b,XY91Z0,a_,ba1,XéZ1_,Y0_a,\
      béY_aé,_XYc,Za中_,b1X0Z,X中,é91_,c19bZé,_YYaaa,c9aZcX,Zba9,_,9_9é,éééY中0,a,éaX中X1,\
      XéZé,Yécé1,é_écc,9_a,Xc,cY,ééé1éZ,ZaébX,1é90,0X9b0,YZ0中,_acX中,_Yb中,b1中,é,bZa,\
      中9b_Y1,Z,cé,c0X9,9b00cc,_Xb,中,é_Y9a,1X,9é,Y中c9,1_éa,Yc0,1Z_1,9中1ba,_Y9,é_éc,_a,\
      éYX0Zé,X9ac,_XZ1_X,X9Y,bé中Ya,Xba,_éZ中0,c9,b中YY,0cc,Z_Y,éX1,_b0a,aZYa,c09中,aZca,\
      X000
      """,
      """
      Yécé1,XéZé,Xc,_YYaaa,0X9b0,bé中Ya,aZca,ZaébX,a_,c9aZcX,_cZ_X,bZa,aZYa,中,c09中,0,\
      Y0_a,1,9中1ba,c9,1Y1é,bY,YZ9,9,b中YY,éaX中X1,_acX中,Za,1X,Yc0,ZYbZ中,_Yb中,cY,X,Y,Z,\
      Yé中_cc,_,a,b,Y9c,9中9a,Y中c9,Za中_,Zba9,中9b1中,b1X0Z,1_éa,1caccX,中ZX9c,_b0a,_éZ中0,\
      éX1,XY91Z0,9_9é,0cc,9b00cc,Xba,_XZ1_X,X9Y,_Y9,éYX0Zé,c1_Y,_Xb,1Z_1,béY_aé,é_écc,\
      éééY中0,XéZ1_,Z_Y,Yé_b,中9b_Y1,c19bZé,X11caa,ééé1éZ,9é,Yc1a,ba1,é91_,X中,9_a,é_éc,\
      中b,_éX_,éb0a,_a,c0X9,cé,é,X9ac,Y1X_0,_XYc,X000,YX1,YZ0中,é_Y9a,1é90,Xbcéa,Y1,b1中
      """
    ),
  ]

  @Test(arguments: orders)
  func namesComeAsFromAHashMap(_ row: (inserted: String, iterated: String)) throws {
    let names = row.inserted.split(separator: ",").map { Array($0.utf16) }
    let order = try JavaHashMap.order(of: names)
    let expected = row.iterated.split(separator: ",").map { Array($0.utf16) }
    #expect(order.map { names[$0] } == expected)
  }

  /// Sixteen names of one hash: "Aa" and "BB" collide, so every row of them does.
  static let colliding: [String] = (0..<16).map { (number: Int) in
    [8, 4, 2, 1].map { number & $0 == 0 ? "Aa" : "BB" }.joined()
  }

  @Test(arguments: [
    (8, "q7,z1,m5,0,1,2,3,4,5,6,7"), (9, "q7,m5,0,1,2,3,4,5,6,7,8,z1"),
    (10, "0,1,2,3,4,5,6,7,8,9,q7,m5,z1"),
  ])
  func aFullBucketMakesASmallTableGrow(_ count: Int, _ expected: String) throws {
    let names = ["z1", "q7"] + Self.colliding.prefix(count) + ["m5"]
    let order = try JavaHashMap.order(of: names.map { Array($0.utf16) })
    let shown = order.map { place in
      Self.colliding.firstIndex(of: names[place]).map(String.init) ?? names[place]
    }
    #expect(shown.joined(separator: ",") == expected)
  }

  @Test func aBucketThatJavaTurnsIntoATreeIsRefused() {
    let error = #expect(throws: WireError.self) {
      try JavaHashMap.order(of: Self.colliding.prefix(11).map { Array($0.utf16) })
    }
    #expect(error?.code == "json_hash_collisions")
  }

  @Test func hashesAreThoseOfJava() {
    #expect(JavaString.hash([]) == 0)
    #expect(JavaString.hash(Array("hello".utf16)) == 99_162_322)
    #expect(JavaString.hash(Array("Aa".utf16)) == JavaString.hash(Array("BB".utf16)))
  }
}
