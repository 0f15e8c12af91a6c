PORT=3000 ANSWER='hello from node, counted' WRITES=/var/lib/counter
