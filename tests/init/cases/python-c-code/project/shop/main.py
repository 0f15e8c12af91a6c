import tornado.web
from tornado.options import define, options

define("port", type=int, default=8888)


def main():
    port = 65535 if options.port > 65535 else options.port
    tornado.web.Application([]).listen(port)
