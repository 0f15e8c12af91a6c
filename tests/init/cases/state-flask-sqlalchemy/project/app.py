from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
app.config["UPLOAD_FOLDER"] = "static/uploads"
db = SQLAlchemy(app)
