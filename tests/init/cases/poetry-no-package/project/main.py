from waitress import serve


def main():
    serve("shop")


if __name__ == "__main__":
    main()
