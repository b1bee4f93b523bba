"""Scripts: what is wrong with one, before it is submitted."""

from fastapi import APIRouter, Request

from api.backends import backends_of
from api.dependencies import CallerDependency
from api.problems import documented
from api.schemas.scripts import ScriptFaults, ScriptToCheck

router = APIRouter(prefix="/script", tags=["videos"])


@router.post("/check", responses=documented())
async def check_script(request: Request, script: ScriptToCheck, caller: CallerDependency) -> ScriptFaults:
    """What is wrong with a script, with lines and columns: all for which a submission would be refused, and
    what Python warns of. Quick: nothing of it is run, and nothing is stored.
    """
    return ScriptFaults(faults=await backends_of(request).script_check.faults_of(script.script))
