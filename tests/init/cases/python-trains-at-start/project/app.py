import os

import gradio as gr
import joblib

from train import MODEL_PATH, train

if not os.path.exists(MODEL_PATH):
    train()
model = joblib.load(MODEL_PATH)
demo = gr.Interface(fn=lambda x: model.predict([[x]])[0], inputs="number", outputs="number")

if __name__ == "__main__":
    demo.launch()
