package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** A real issuer with several documents, which remembers what it was asked for. */
final class MetadataServer implements AutoCloseable {

    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                asked.add(request.uri());
                byte[] document = documents.get(request.uri());
                return document == null
                        ? response.sendNotFound()
                        : response.sendByteArray(Mono.just(document)).then();
            })
            .bindNow();

    String uri(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    void serve(String path, byte[] document) {
        documents.put(path, document);
    }

    void serve(String path, Map<String, Object> metadata) {
        serve(path, JsonMapper.shared().writeValueAsString(metadata).getBytes(UTF_8));
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
