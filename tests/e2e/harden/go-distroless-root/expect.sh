PORT=8080 ANSWER='hello from go'
