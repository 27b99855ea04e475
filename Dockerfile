# Blotter in a container. Ingest with
#   docker run --rm -v blotter:/data -v /path/to/release:/release:ro blotter ingest /release
# and serve with
#   docker run -p 127.0.0.1:8000:8000 -v blotter:/data blotter

FROM debian:bookworm-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements.lock ./
RUN python3 -m venv /opt/blotter \
 && /opt/blotter/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY app ./app
COPY index ./index
COPY ingest ./ingest
COPY sample ./sample
COPY verify ./verify
RUN /opt/blotter/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM debian:bookworm-slim
# Tesseract of the system: it is there for every processor where the library in the locked packages
# is not, and its folder takes further languages (tesseract-ocr-spa and so on), which both read.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 tesseract-ocr \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 blotter \
 && install -d -o blotter -g blotter /data
COPY --from=build /opt/blotter /opt/blotter
ENV PATH=/opt/blotter/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    BLOTTER_DATA=/data
USER blotter
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/health', timeout=4)"]
ENTRYPOINT ["blotter"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
