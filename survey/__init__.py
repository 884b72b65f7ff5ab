"""Jalon: questionnaires that show what social support changed in people's lives."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import assets, extensions, i18n, recordings, security, views
from survey.config import Settings, read_settings
from survey.findings import client
from survey.forms import markup
from survey.store import tries


def create_app(settings: Settings | None = None) -> Flask:
    """The application: config, extensions, security, blueprints."""
    settings = settings or read_settings()
    app = Flask(__name__, instance_path=str(settings.instance))
    app.url_map.merge_slashes = app.url_map.strict_slashes = False  # such redirects would repeat a forged Host header
    app.config.from_mapping(security.cookies_and_limits(settings))
    app.config["JALON"] = settings
    app.config["RATELIMIT_STORAGE_URI"] = tries.ADDRESS
    extensions.keyring.bind(dict(settings.keys))
    extensions.answers.bind(settings.answers_url)
    extensions.contacts.bind(settings.contacts_url)
    client.bind(settings)
    extensions.csrf.init_app(app)
    extensions.login.init_app(app, add_context_processor=False)
    extensions.limit_views(app)
    i18n.init_app(app)
    assets.init_app(app)
    recordings.init_app(app)
    markup.init_app(app)
    security.init_app(app)
    views.init_app(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask documents this way of adding middleware
    return app
