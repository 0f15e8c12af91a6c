PORT=80 ANSWER='hello from go'
