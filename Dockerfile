# syntax=docker/dockerfile:1
# One image for web, worker and clock. Nothing is written at run time but /tmp.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /opt/venv
COPY requirements/ requirements/
RUN /opt/venv/bin/pip install --require-hashes -r requirements/tools.txt \
    && VIRTUAL_ENV=/opt/venv /opt/venv/bin/uv pip install --no-cache --require-hashes -r requirements/base.txt
COPY . .
ENV PATH=/opt/venv/bin:$PATH STATIC_ROOT=/app/static
RUN python -m config.messages compile \
    && DATABASE_URL=postgresql://build@/build REDIS_URL=redis://build.invalid/0 python manage.py collectstatic --no-input

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home doorlees
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/static DOORLEES_STATE=/tmp/doorlees
USER doorlees
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
