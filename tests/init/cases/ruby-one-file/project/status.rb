require 'socket'

server = TCPServer.new('0.0.0.0', 80)

loop do
  client = server.accept
  client.readpartial(2048)
  client.write "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nup\n"
  client.close
end
