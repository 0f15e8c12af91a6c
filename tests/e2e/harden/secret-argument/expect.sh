OUTPUT="built with $(printf %s the-token-of-the-test | sha256sum | cut -c1-8)" TOKEN=API_TOKEN
