def hello(): return "hello"
