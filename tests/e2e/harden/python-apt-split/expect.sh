PORT=8080 ANSWER='hello from python-apt-split' WRITES=/data
