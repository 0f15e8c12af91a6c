import requests


def main():
    print(requests.__version__)


if __name__ == "__main__":
    main()
