package dev.portcullis.gateway.app;

import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What an operator sees of lines that were never written. Nothing, where another Logback configuration writes them. */
@Component
final class AccessLogMeters implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry meters) {
        if (LoggerFactory.getLogger(AccessLog.LOGGER) instanceof Logger logger
                && logger.getAppender("ACCESS") instanceof AccessLogAppender appender) {
            FunctionCounter.builder("portcullis.gateway.access.log.dropped", appender, AccessLogAppender::dropped)
                    .description("Lines of the access log that were dropped, because the console was too slow for them")
                    .register(meters);
        }
    }
}
