print("built with", open("/fingerprint").read().strip())
