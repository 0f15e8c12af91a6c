# Answers `/` and `/healthz` with what Ruby brings; no gem is named, so there is no Gemfile.
require "socket"

server = TCPServer.new("0.0.0.0", Integer(ENV.fetch("PORT", "9292")))
Signal.trap("TERM") { exit }
$stdout.sync = true
puts "listening on port #{server.addr[1]}"

PAGES = { "/" => "hello from ruby-one-file\n", "/healthz" => "ok\n" }.freeze

loop do
  Thread.start(server.accept) do |client|
    client.timeout = 3 if client.respond_to?(:timeout=)
    path = client.gets.to_s.split[1]
    nil until client.gets.to_s.strip.empty?
    status = PAGES.key?(path) ? "200 OK" : "404 Not Found"
    body = PAGES.fetch(path, "not found\n")
    client.write "HTTP/1.1 #{status}\r\nContent-Type: text/plain\r\nContent-Length: #{body.bytesize}\r\nConnection: close\r\n\r\n#{body}"
  rescue IOError, SystemCallError
    # It went away: nothing to answer.
  ensure
    client.close
  end
end
