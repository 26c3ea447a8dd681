"""The service declaration of Access Analyzer."""

from __future__ import annotations

from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(make_call=AccessAnalyzerCall, check=AccessAnalyzerCall.check)
