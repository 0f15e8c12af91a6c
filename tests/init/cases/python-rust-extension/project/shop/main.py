def run():
    print("ready")
