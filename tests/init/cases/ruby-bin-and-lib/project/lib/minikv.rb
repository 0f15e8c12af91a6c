require 'fileutils'
require 'socket'

module MiniKV
  def self.run(port:, dir:)
    FileUtils.mkdir_p(dir)
    server = TCPServer.new('0.0.0.0', port)
    loop { server.accept.close }
  end
end
