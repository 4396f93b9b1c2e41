package dev.portcullis.auth.backchannel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The threads that check logout tokens. */
@Configuration(proxyBeanMethods = false)
class BackchannelConfiguration {

    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_WAITING = 100;

    /** Its own and few: anybody may send a token, and a provider whose key set hangs holds a thread for seconds. */
    @Bean(destroyMethod = "dispose")
    Scheduler backchannelThreads() {
        return Schedulers.newBoundedElastic(MOST_AT_ONCE, MOST_WAITING, "backchannel");
    }
}
