def check(lat, lon):
    if not -90 <= lat <= 90 or not -180 <= lon <= 180:
        raise ValueError("no such place")


if __name__ == "__main__":
    check(0, 0)
