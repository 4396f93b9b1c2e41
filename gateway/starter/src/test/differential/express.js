// Answers with the path as Express hands it to a handler.
const express = require('express');

const app = express();
app.get('/{*path}', (request, response) => response.type('text').send('/' + (request.params.path ?? []).join('/')));
app.listen(process.argv[2]);
