# Answers with the path as Werkzeug, on which Flask stands, hands it to a handler.
import sys

from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

run_simple("unix://" + sys.argv[1], 0, Request.application(lambda request: Response(request.path)))
