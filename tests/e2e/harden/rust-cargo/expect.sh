PORT=7000 ANSWER='hello from rust'
