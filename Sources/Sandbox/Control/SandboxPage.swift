import TextLayout

/// The frame of the pages that the sandbox serves.
enum SandboxPage {
  /// A whole page of the sandbox.
  static func html(title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLText.visible(title))</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; background: #eef1f5; color: #1c2733; margin: 0 }
    main { max-width: 26rem; margin: 8vh auto; padding: 2rem; background: #fff; border-radius: 12px;
      box-shadow: 0 4px 24px rgba(28,39,51,.12) }
    h1 { font-size: 1rem; color: #5b6b7c; margin: 0 }
    .amount { font-size: 2.6rem; font-weight: 600; margin: .4rem 0 1rem }
    dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1rem; font-size: .9rem }
    dt { color: #5b6b7c } dd { margin: 0; overflow-wrap: anywhere }
    form { margin: .6rem 0; display: flex; gap: .6rem }
    button { font: inherit; flex: 1; padding: .6rem 1rem; border: 0; border-radius: 8px;
      background: #1677ff; color: #fff; cursor: pointer }
    button.other { background: #5b6b7c } button.failed { background: #c9372c }
    input { font: inherit; width: 7rem; padding: .5rem; border: 1px solid #c3ccd6;
      border-radius: 8px }
    .note { font-size: .8rem; color: #5b6b7c } .badge { font-weight: 600 }
    a { color: #1677ff }
    </style>
    </head>
    <body><main>
    \(body)
    </main></body>
    </html>

    """
  }
}
