"""One page."""

import streamlit as st

st.title("hello from python-streamlit")
st.slider("a number", 0, 10)
