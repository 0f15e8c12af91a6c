from .store import load


def main():
    print(load())


if __name__ == "__main__":
    main()
