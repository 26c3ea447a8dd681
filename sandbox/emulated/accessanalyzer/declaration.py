"""The service declaration of Access Analyzer."""

from __future__ import annotations

from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.store import open_state
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(make_call=AccessAnalyzerCall, open_state=open_state, check=AccessAnalyzerCall.check)
