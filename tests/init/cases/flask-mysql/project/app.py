from flask import Flask
from flask_mysqldb import MySQL

app = Flask(__name__)
app.config["MYSQL_HOST"] = "mysql"
mysql = MySQL(app)


@app.route("/")
def guests():
    cursor = mysql.connection.cursor()
    cursor.execute("SELECT name FROM guests")
    return {"guests": cursor.fetchall()}
