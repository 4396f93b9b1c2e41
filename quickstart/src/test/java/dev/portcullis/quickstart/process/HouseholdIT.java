package dev.portcullis.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HouseholdIT {

    @Test
    void closedHouseholdHasNoProcessAndNoFolder() {
        Household household = Household.found();
        Process process = household.start("sleeper", new ProcessBuilder("sleep", "600"));
        Process hung = household.startExpendable("hung", new ProcessBuilder("sh", "-c", "kill -STOP $$"));
        assertThat(process.isAlive()).isTrue();
        assertThat(household.folder()).exists();

        household.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(hung.isAlive()).isFalse();
        assertThat(household.folder()).doesNotExist();
    }

    @Test
    void processThatIsDeafToBeingAskedIsEndedAllTheSame() {
        Household household = Household.found();
        Process deaf = household.start("deaf", new ProcessBuilder("sh", "-c", "trap '' TERM; exec sleep 600"));

        household.close();

        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void closedHouseholdStartsNothingMore() {
        Household household = Household.found();
        household.close();

        assertThatThrownBy(() -> household.start("late", new ProcessBuilder("sleep", "600")))
                .isInstanceOf(CannotStart.class);
    }

    @Test
    void programThatIsNotThereIsNamed() {
        try (Household household = Household.found()) {
            assertThatThrownBy(() -> household.start("ghost", new ProcessBuilder("/no/such/program")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("ghost");
        }
    }
}
