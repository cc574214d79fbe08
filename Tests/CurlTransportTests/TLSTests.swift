import CurlTransport
import Glibc
import HTTP
import Platform
import TestSupport
import Testing

/// Runs a program by the shell's path search; its exit status, or nil when it cannot be run.
private func run(_ words: [String], wait: Bool = true) -> (pid: pid_t, status: CInt)? {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  for stream: CInt in [1, 2] {
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
  }
  var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  var pid = pid_t()
  guard posix_spawnp(&pid, words[0], &actions, nil, &arguments, environ) == 0 else { return nil }
  var status: CInt = 0
  if wait { waitpid(pid, &status, 0) }
  return (pid, status)
}

private let hasOpenSSL = run(["openssl", "version"])?.status == 0

/// `openssl s_server` with a fresh certificate for localhost; answers with a status page.
private final class TLSServer {
  let folder: ScratchFolder
  let port: UInt16
  private let pid: pid_t

  init(_ more: [String] = []) throws {
    folder = try ScratchFolder()
    let probe = try HostileServer([])
    probe.stop()
    port = probe.port
    _ = run([
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
      "\(folder.path)/key.pem",
      "-out", "\(folder.path)/cert.pem",
    ])
    let server = run(
      [
        "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "\(folder.path)/cert.pem",
        "-key", "\(folder.path)/key.pem", "-www", "-quiet",
      ] + more, wait: false)
    pid = server?.pid ?? 0
    awaitListening()
  }

  private func awaitListening() {
    let plain = CurlTransport()
    for _ in 0..<100 {
      let outcome = plain.send(post("http://127.0.0.1:\(port)/"), quick(200))
      if summary(outcome) != "notSent connect_failed" { return }
      Clock.system.sleep(20)
    }
  }

  deinit {
    if pid > 0 {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
  }
}

@Suite(.enabled(if: hasOpenSSL), .serialized) struct TLSTests {
  private func get(_ host: String, _ server: TLSServer, caFile: String?) -> String {
    var options = quick(3_000)
    options.caFile = caFile
    let request = HTTPRequest(method: "GET", url: "https://\(host):\(server.port)/")
    return String(summary(CurlTransport().send(request, options)).prefix(18))
  }

  @Test func onlyACertificateThatIsTrustedForTheHostIsTaken() throws {
    let server = try TLSServer()
    let authority = "\(server.folder.path)/cert.pem"
    #expect(get("localhost", server, caFile: nil) == "notSent tls_failed")
    #expect(get("127.0.0.1", server, caFile: authority) == "notSent tls_failed")
    #expect(get("localhost", server, caFile: "/nonexistent.pem") == "notSent tls_failed")
    #expect(get("localhost", server, caFile: authority).hasPrefix("200 "))
  }

  @Test func tlsBefore12IsRefused() throws {
    let server = try TLSServer(["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
    let authority = "\(server.folder.path)/cert.pem"
    #expect(get("localhost", server, caFile: authority) == "notSent tls_failed")
  }

  @Test func aPlainServerOnATLSPortMeansNothingWasSent() throws {
    let server = try HostileServer([.send("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n")])
    defer { server.stop() }
    let outcome = CurlTransport().send(post("https://127.0.0.1:\(server.port)/"), quick())
    #expect(summary(outcome) == "notSent tls_failed")
  }

  @Test func aHandshakeThatHangsMeansNothingWasSent() throws {
    let server = try HostileServer([.hang, .hang])
    defer { server.stop() }
    let outcome = CurlTransport().send(post("https://127.0.0.1:\(server.port)/"), quick(300))
    #expect(["notSent timeout", "notSent tls_failed"].contains(summary(outcome)))
  }
}
