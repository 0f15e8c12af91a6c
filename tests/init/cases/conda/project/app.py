import numpy as np
import pandas as pd
import requests
from flask import Flask

app = Flask(__name__)


@app.route("/health")
def health():
    return {"mean": float(np.mean(pd.Series([1, 2]))), "requests": requests.__version__}
