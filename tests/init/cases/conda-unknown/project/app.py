import house_made
from flask import Flask

app = Flask(__name__)
app.register_blueprint(house_made.pages)
