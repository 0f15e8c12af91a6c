FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
ARG HF_TOKEN
RUN apt-get update && apt-get install -y python3 python3-pip git
RUN pip3 install --no-cache-dir torch transformers accelerate --break-system-packages
ADD serve.py /opt/serve.py
EXPOSE 8080
CMD ["python3", "/opt/serve.py"]
