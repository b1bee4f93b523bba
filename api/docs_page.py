"""The page /docs: Swagger UI from an installed package. No other origin's scripts run beside the cookie."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.content import send_content
from api.problems import Problem, ProblemKind

FOLDER = files("fastapi_offline") / "static"
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "start.js": "text/javascript",
}
# Swagger UI has its pictures in its style sheet. The page itself has no script and no style of its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Podreel API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  validatorUrl: null,
});
"""
router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def read_page() -> HTMLResponse:
    return HTMLResponse(PAGE, headers={"Cache-Control": "no-cache", "Content-Security-Policy": POLICY})


@router.get("/docs/{name}")
async def read_asset(request: Request, name: str) -> Response:
    """The page's script and its style."""
    if name not in ASSETS:
        raise Problem(ProblemKind.NOT_FOUND, f"The page has no file {name[:100]!r}.", "See /docs.")
    return send_content(request, _asset(name), ASSETS[name])


@router.get("/openapi.json")
async def read_description(request: Request) -> Response:
    """The OpenAPI document."""
    return send_content(request, request.app.state.openapi_json(), "application/json")


@cache
def _asset(name: str) -> bytes:
    # Once in memory for all readers: a file that is open for each would take a descriptor of each connection.
    return START.encode() if name == "start.js" else (FOLDER / name).read_bytes()
