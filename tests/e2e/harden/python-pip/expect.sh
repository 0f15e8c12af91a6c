PORT=8000 ANSWER='hello from python-pip'
