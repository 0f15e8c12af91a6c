def run():
    with open("sent.txt", "a") as sent:
        sent.write("a digest\n")
