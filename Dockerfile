# The app, and with other commands (compose.yaml) the scheduler and the workers of its jobs.
FROM python:3.11.13-slim-bookworm

# What the slim image lacks: OpenMP, on which LightGBM runs, and libraries that RDKit draws with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libexpat1 libgomp1 libxext6 libxrender1 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir -r requirements.txt

COPY LICENSE DATA-LICENSES.md app.py ./
COPY .streamlit/config.toml .streamlit/
COPY pages pages/
COPY mi_core mi_core/
RUN python -m compileall -q mi_core pages

RUN useradd --create-home --uid 10001 workbench \
    && install --directory --owner workbench --group workbench /var/lib/mi-workbench
USER workbench

# PYTHONPATH: workers start in no folder of ours. MI_HOME: records, results and what people bring; mount a volume there.
ENV PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    MI_HOME=/var/lib/mi-workbench

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=5)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
