/// The first letters of names as people type them: `gsyh` for 工商银行.
///
/// The table has the characters of the built-in banks and channels, read as they are read in those
/// names; a test holds it against them. A name with any other Chinese character has no initials,
/// rather than wrong ones.
enum PinyinInitials {
  /// The initials of `name`, ASCII letters and digits as they are; nil if a character is not known.
  static func of(_ name: String) -> String? {
    var result = ""
    var previous: Character = " "
    for character in name {
      defer { previous = character }
      if previous == "飞", character == "行" {
        // To fly, and not a bank: xing, and not hang.
        result.append("x")
      } else if character.isASCII {
        if character.isLetter || character.isNumber { result += character.lowercased() }
      } else if let initial = table[character] {
        result.append(initial)
      } else if !"（），".contains(character) {
        return nil
      }
    }
    return result
  }

  private static let table: [Character: Character] = {
    var table: [Character: Character] = [:]
    for line in lines.split(separator: "\n") {
      guard let initial = line.first else { continue }
      for character in line.dropFirst(2) { table[character] = initial }
    }
    return table
  }()

  private static let lines = """
    a 安
    b 包北宝宾波渤滨百
    c 储充成承程稠窗长重
    d 东多大岛度德打滇都顶
    e 二尔鄂
    f 丰付发坊富服福飞
    g 光公古固国工广港莞赣
    h 华号合哈徽恒杭汇汉河海湖红花荷行衡韩
    j 交京吉家建捷机江津济锦
    k 卡口开快昆
    l 临仑兰廊林洛联莱连隆鲁龙
    m 模民码蒙
    n 内农南宁
    p 平浦
    q 庆旗群钱青齐
    r 人瑞融饶
    s 三上商士山市式手扫斯水沙深生盛石绍苏设赏闪陕
    t 台天泰跳通
    w 务威微温潍维网
    x 信兴夏小峡序湘蓄西邢香
    y 业云亚央宜意营邮银阳
    z 中众嘴圳展州志招支政浙渣账赞转郑
    """
}
