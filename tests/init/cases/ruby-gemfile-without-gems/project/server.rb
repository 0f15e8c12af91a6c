require "socket"
require_relative "lib/wiki"

wiki = Wiki.new(ENV.fetch("WIKI_PAGES", File.join(__dir__, "pages")))
server = TCPServer.new("0.0.0.0", Integer(ENV.fetch("PORT", 5678)))
loop do
  client = server.accept
  client.write "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n#{wiki.names.join("\n")}\n"
  client.close
end
