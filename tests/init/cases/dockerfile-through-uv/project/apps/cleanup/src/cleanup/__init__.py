def main():
    with open("cleanup.txt", "w") as file:
        file.write("done")
