PORT=3000 ANSWER='hello from node-npm, 172800000'
