PORT=8000 ANSWER='hello from a here-document'
