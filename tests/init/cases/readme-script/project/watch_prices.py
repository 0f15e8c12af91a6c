import time

import requests

while True:
    print(requests.get("https://example.com/prices").text)
    time.sleep(60)
