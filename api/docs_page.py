"""The page /docs: Swagger UI from an installed package. No other origin's scripts run beside the cookie."""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.problems import Problem, ProblemKind

ASSETS = files("fastapi_offline") / "static"
ASSET_NAMES = frozenset({"swagger-ui-bundle.js", "swagger-ui.css"})
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
CACHING = {"Cache-Control": "no-cache"}
router = APIRouter(prefix="/docs", include_in_schema=False)


@router.get("")
async def read_page() -> HTMLResponse:
    return HTMLResponse(PAGE, headers={**CACHING, "Content-Security-Policy": POLICY})


@router.get("/start.js")
async def read_start() -> Response:
    return Response(START, media_type="text/javascript", headers=CACHING)


@router.get("/{name}")
async def read_asset(name: str) -> FileResponse:
    """Sent in pieces of 64 KiB, with an ETag."""
    if name not in ASSET_NAMES:
        raise Problem(ProblemKind.NOT_FOUND, f"The page has no file {name[:100]!r}.", "See /docs.")
    return FileResponse(str(ASSETS / name), headers=CACHING)
