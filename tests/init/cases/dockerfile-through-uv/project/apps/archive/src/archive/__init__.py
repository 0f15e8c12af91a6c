def main():
    with open("archive.txt", "w") as file:
        file.write("done")
