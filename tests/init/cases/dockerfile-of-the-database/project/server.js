const { Client } = require("pg");
const express = require("express");

const client = new Client("postgres://db:5432/shop");
const app = express();
app.listen(4000, () => client.connect());
